/** Routes: what a tenant wrote about who answers its calls, compiled and indexed. */
@NullMarked
package io.auterity.relay.route;

import org.jspecify.annotations.NullMarked;
