/** What the database holds after a round. */
@NullMarked
package io.auterity.bench.journal.store;

import org.jspecify.annotations.NullMarked;
