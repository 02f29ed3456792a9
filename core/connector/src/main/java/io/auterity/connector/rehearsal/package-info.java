/**
 * What an operation of a connector file asks of its vendor and reads of replies, and nothing
 * leaves.
 */
@NullMarked
package io.auterity.connector.rehearsal;

import org.jspecify.annotations.NullMarked;
