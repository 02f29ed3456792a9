/** Connector files before real servers; {@code ./auterity verify --witnesses} runs these. */
@NullMarked
package io.auterity.connector.witness;

import org.jspecify.annotations.NullMarked;
