package io.github.imaallowlist.allowlist;

/**
 * What an allowlist holds, and what was done to the paths on the way in.
 *
 * @param paths different logged paths
 * @param digests over all paths, each once a path
 * @param spacesReplaced paths that come from a name with a space in it
 * @param throughLinks paths that no package lists, and that are there because a listed path leads
 *     to them through symbolic links
 * @param linksFollowed symbolic links that listed paths pass through
 * @param unresolved listed paths that pass through links that lead in a circle, to too many places
 *     or to a path too long, so that not each of its logged paths is there
 * @param linksIgnored symbolic links with an impossible target: empty, too long, or with a NUL
 */
public record AllowlistCounts(
    long paths,
    long digests,
    long spacesReplaced,
    long throughLinks,
    long linksFollowed,
    long unresolved,
    long linksIgnored) {}
