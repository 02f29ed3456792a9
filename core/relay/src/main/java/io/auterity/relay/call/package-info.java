/** One call under way: what is known of it, what it cost, and what its records hold. */
@NullMarked
package io.auterity.relay.call;

import org.jspecify.annotations.NullMarked;
