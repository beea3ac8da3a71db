"""Adding a report: `acquire` its bytes, `facts` of the page, `propose` a place, `resemble`, `store`."""
