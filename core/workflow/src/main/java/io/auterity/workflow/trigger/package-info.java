/** What starts runs by itself: events that happen, and items that appear in a list. */
@NullMarked
package io.auterity.workflow.trigger;

import org.jspecify.annotations.NullMarked;
