/** The exit codes of commands, and the one sentence that goes with each. */
@NullMarked
package io.auterity.cli.exit;

import org.jspecify.annotations.NullMarked;
