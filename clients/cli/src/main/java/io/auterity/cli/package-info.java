/** The command line: what people type, and how each end is reported. */
@NullMarked
package io.auterity.cli;

import org.jspecify.annotations.NullMarked;
