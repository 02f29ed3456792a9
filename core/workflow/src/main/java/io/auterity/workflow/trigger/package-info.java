/** Triggers, which start runs by themselves: on events, and on items that appear in a list. */
@NullMarked
package io.auterity.workflow.trigger;

import org.jspecify.annotations.NullMarked;
