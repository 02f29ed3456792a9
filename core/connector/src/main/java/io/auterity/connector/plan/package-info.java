/** Connector files compiled: operations as pure steps from input to record. */
@NullMarked
package io.auterity.connector.plan;

import org.jspecify.annotations.NullMarked;
