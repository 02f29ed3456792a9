/** Templates of workflows: texts with parameters, of which drafts of workflows are made. */
@NullMarked
package io.auterity.workflow.template;

import org.jspecify.annotations.NullMarked;
