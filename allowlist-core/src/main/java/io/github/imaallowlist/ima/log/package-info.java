/**
 * The IMA measurement list: what a host says that it measured, entry by entry.
 *
 * <p>Reading order: {@link io.github.imaallowlist.ima.log.MeasurementLog} opens a list in either
 * form, the kernel's binary one or its ASCII one; {@link
 * io.github.imaallowlist.ima.log.MeasurementEntry} is one entry, {@link
 * io.github.imaallowlist.ima.log.Template} says what its {@link
 * io.github.imaallowlist.ima.log.TemplateData} is made of. {@link
 * io.github.imaallowlist.ima.log.TemplateHash} recomputes what was extended into the TPM, and
 * {@link io.github.imaallowlist.ima.log.PcrReplay} the PCRs' values that come of it.
 *
 * <p>The form is that of the kernel's {@code security/integrity/ima/ima_fs.c} and {@code
 * ima_template_lib.c}. Whoever wrote the list may be hostile: nothing in it is proved until its
 * replay agrees with a TPM.
 */
@NullMarked
package io.github.imaallowlist.ima.log;

import org.jspecify.annotations.NullMarked;
