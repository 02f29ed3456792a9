/** The leader election of servers on one database: which of them carries on the runs. */
@NullMarked
package io.auterity.workflow.seat;

import org.jspecify.annotations.NullMarked;
