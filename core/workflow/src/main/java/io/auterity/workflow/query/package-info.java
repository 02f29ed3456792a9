/** Queries of a tenant's runs, and the counts that they return. */
@NullMarked
package io.auterity.workflow.query;

import org.jspecify.annotations.NullMarked;
