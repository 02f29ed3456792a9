/** Where others call runs back that wait for them. */
@NullMarked
package io.auterity.server.callbacks;

import org.jspecify.annotations.NullMarked;
