/**
 * Programs of this machine that do a part of the work: run without a shell, in bounded time and
 * with bounded output.
 *
 * <p>Reading order: {@link io.github.imaallowlist.process.ExternalProgram} is what to run, {@link
 * io.github.imaallowlist.process.ProgramInput} what it reads, {@link
 * io.github.imaallowlist.process.ProgramOutput} who reads what it writes, {@link
 * io.github.imaallowlist.process.ProgramResult} how it ended. Beneath them {@code RunningProgram}
 * waits and kills, {@code BoundedCapture} keeps what it wrote, and {@code BoundedOutput} hands it
 * on.
 */
@NullMarked
package io.github.imaallowlist.process;

import org.jspecify.annotations.NullMarked;
