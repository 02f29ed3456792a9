/** Test cases of workflows: runs in memory, with pins in place of what is outside. */
@NullMarked
package io.auterity.workflow.testcase;

import org.jspecify.annotations.NullMarked;
