/** Options that several commands have, and the types of options. */
@NullMarked
package io.github.imaallowlist.cli.option;

import org.jspecify.annotations.NullMarked;
