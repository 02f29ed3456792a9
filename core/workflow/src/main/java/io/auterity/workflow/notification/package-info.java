/** Tells people of approvals by the calls that their steps name. */
@NullMarked
package io.auterity.workflow.notification;

import org.jspecify.annotations.NullMarked;
