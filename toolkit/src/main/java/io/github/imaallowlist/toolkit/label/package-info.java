/**
 * The labels that an SELinux policy has for paths. {@link
 * io.github.imaallowlist.toolkit.label.Label} is the way through; {@link
 * io.github.imaallowlist.toolkit.label.PathSource} says where the paths come from, and {@link
 * io.github.imaallowlist.toolkit.label.LabelWriter} how they go out.
 */
@NullMarked
package io.github.imaallowlist.toolkit.label;

import org.jspecify.annotations.NullMarked;
