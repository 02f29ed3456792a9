/** Bulk acts: one verb for many runs at one time, as a background job. */
@NullMarked
package io.auterity.workflow.bulk;

import org.jspecify.annotations.NullMarked;
