/** By what people choose among connectors and compare them. */
@NullMarked
package io.auterity.platform.compare;

import org.jspecify.annotations.NullMarked;
