/** What the road notes in PostgreSQL before it writes to a vendor. */
@NullMarked
package io.auterity.relay.road.store;

import org.jspecify.annotations.NullMarked;
