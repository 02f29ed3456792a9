/** Declares events of a tenant's own and raises them. */
@NullMarked
package io.auterity.workflow.event;

import org.jspecify.annotations.NullMarked;
