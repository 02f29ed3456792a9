/** Addresses at which others call a run back that waits for them. */
@NullMarked
package io.auterity.workflow.callback;

import org.jspecify.annotations.NullMarked;
