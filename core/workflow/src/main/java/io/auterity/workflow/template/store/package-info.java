/** Counts of the uses of templates in PostgreSQL. */
@NullMarked
package io.auterity.workflow.template.store;

import org.jspecify.annotations.NullMarked;
