/**
 * What parameters say, in the toolkit's terms. {@link
 * io.github.imaallowlist.maven.parameter.ParameterFields} knows all of a goal's parameters; {@link
 * io.github.imaallowlist.maven.parameter.ParameterText} names them in messages.
 */
@NullMarked
package io.github.imaallowlist.maven.parameter;

import org.jspecify.annotations.NullMarked;
