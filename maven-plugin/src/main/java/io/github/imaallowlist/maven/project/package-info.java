/** What is taken from the Maven project, its reactor, its dependencies and the user's settings. */
@NullMarked
package io.github.imaallowlist.maven.project;

import org.jspecify.annotations.NullMarked;
