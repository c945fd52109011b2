/** OpenPGP keys that somebody pins, and signatures over data that they must have made. */
@NullMarked
package io.github.imaallowlist.openpgp;

import org.jspecify.annotations.NullMarked;
