/** Background jobs as rows. */
@NullMarked
package io.auterity.platform.job.store;

import org.jspecify.annotations.NullMarked;
