/** Test cases of workflows in PostgreSQL. */
@NullMarked
package io.auterity.workflow.testcase.store;

import org.jspecify.annotations.NullMarked;
