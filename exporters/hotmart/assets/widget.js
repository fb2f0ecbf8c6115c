checkoutElements.init("salesFunnel").mount("#hotmart-sales-funnel")
