/** Drafts of workflows in PostgreSQL. */
@NullMarked
package io.auterity.workflow.editor.store;

import org.jspecify.annotations.NullMarked;
