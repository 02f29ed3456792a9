/** The workflow editor: checks and edits of a workflow's text, and drafts. */
@NullMarked
package io.auterity.workflow.editor;

import org.jspecify.annotations.NullMarked;
