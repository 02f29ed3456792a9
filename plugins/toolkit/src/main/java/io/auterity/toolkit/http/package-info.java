/** What replies of HTTP services mean when they are no success. */
@NullMarked
package io.auterity.toolkit.http;

import org.jspecify.annotations.NullMarked;
