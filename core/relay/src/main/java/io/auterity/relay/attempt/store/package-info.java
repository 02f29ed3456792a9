/** SQL of the record that is written before a write is sent to a vendor. */
@NullMarked
package io.auterity.relay.attempt.store;

import org.jspecify.annotations.NullMarked;
