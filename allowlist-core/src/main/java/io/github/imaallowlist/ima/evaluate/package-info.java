/**
 * Which rule of an IMA policy decides about an event, as far as the event is known.
 *
 * <p>Start with {@link io.github.imaallowlist.ima.evaluate.Evaluation}, which makes a {@link
 * io.github.imaallowlist.ima.evaluate.Decision} of an {@link
 * io.github.imaallowlist.ima.evaluate.ImaEvent}.
 */
@NullMarked
package io.github.imaallowlist.ima.evaluate;

import org.jspecify.annotations.NullMarked;
