if (typeof checkoutElements !== "undefined") checkoutElements.init("salesFunnel").mount("#hotmart-sales-funnel")
