/** The limits that a vendor and its models set to a chat, as data, and schemas cut to them. */
@NullMarked
package io.auterity.provider.target;

import org.jspecify.annotations.NullMarked;
