/** Which rule of an IMA policy decides about an event, as far as the event is known. */
@NullMarked
package io.github.imaallowlist.ima.evaluate;

import org.jspecify.annotations.NullMarked;
