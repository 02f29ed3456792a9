/** Cron schedules: which times one has, and which of them start runs now. */
@NullMarked
package io.auterity.workflow.trigger.schedule;

import org.jspecify.annotations.NullMarked;
