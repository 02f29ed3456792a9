/** What may be asked of a tenant's runs, and the counts that come back. */
@NullMarked
package io.auterity.workflow.query;

import org.jspecify.annotations.NullMarked;
