/** What runs have been through, written durably in batches and read back. */
@NullMarked
package io.auterity.workflow.journal;

import org.jspecify.annotations.NullMarked;
