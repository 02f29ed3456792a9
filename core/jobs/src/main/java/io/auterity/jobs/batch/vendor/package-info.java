/** Lines of batches that lie in batches of vendors, which cost less and are answered later. */
@NullMarked
package io.auterity.jobs.batch.vendor;

import org.jspecify.annotations.NullMarked;
