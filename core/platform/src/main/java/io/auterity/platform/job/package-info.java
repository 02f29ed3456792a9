/** Background jobs: work of tenants that waits in the database, is retried, and is given up. */
@NullMarked
package io.auterity.platform.job;

import org.jspecify.annotations.NullMarked;
