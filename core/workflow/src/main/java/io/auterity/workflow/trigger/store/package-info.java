/** The rows of triggers, of what they start and of what they have seen. */
@NullMarked
package io.auterity.workflow.trigger.store;

import org.jspecify.annotations.NullMarked;
