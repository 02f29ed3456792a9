/** Files that callers of the gateway leave here, and what may be kept of them. */
@NullMarked
package io.auterity.jobs.file;

import org.jspecify.annotations.NullMarked;
