/** How a command ends: its exit codes, and the one sentence that goes with them. */
@NullMarked
package io.auterity.cli.exit;

import org.jspecify.annotations.NullMarked;
