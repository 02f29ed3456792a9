/** Webhooks of triggers: how calls from outside are verified, addressed and answered. */
@NullMarked
package io.auterity.workflow.trigger.webhook;

import org.jspecify.annotations.NullMarked;
