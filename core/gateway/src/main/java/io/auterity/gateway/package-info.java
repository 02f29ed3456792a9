/** The AI gateway: vendors' own paths on a listener of its own, each call through the one road. */
@NullMarked
package io.auterity.gateway;

import org.jspecify.annotations.NullMarked;
