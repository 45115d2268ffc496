/**
 * An application of somebody who has the starter and nothing else.
 */
package com.example.search;
