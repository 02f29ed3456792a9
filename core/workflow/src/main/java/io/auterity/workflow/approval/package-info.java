/** Approvals: what people are asked by a run, who may vote on it, and when it is decided. */
@NullMarked
package io.auterity.workflow.approval;

import org.jspecify.annotations.NullMarked;
