/** What a run writes to: its streams, and the terminal behind them if there is one. */
@NullMarked
package io.github.imaallowlist.cli.console;

import org.jspecify.annotations.NullMarked;
