/** Usage and cost of calls: printed, exported, and compared with what vendors say. */
@NullMarked
package io.auterity.cli.usage;

import org.jspecify.annotations.NullMarked;
