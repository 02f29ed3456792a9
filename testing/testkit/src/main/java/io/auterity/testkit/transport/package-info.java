/** Transports without a network: scripted faults, and recordings of real traffic. */
@NullMarked
package io.auterity.testkit.transport;

import org.jspecify.annotations.NullMarked;
