/** Usage and cost of calls, row by row and added up, read from decisions. */
@NullMarked
package io.auterity.insight.usage;

import org.jspecify.annotations.NullMarked;
